"""`factpress settings`: every setting with its default and what it does."""

from pydantic import BaseModel

from content.settings import Settings


def settings() -> None:
    """List every setting, its default and what it does; the output is a valid --config file."""
    for group, field in Settings.model_fields.items():
        part = field.annotation
        assert isinstance(part, type)
        assert issubclass(part, BaseModel)
        print(f"# {part.__doc__}\n{group}:")
        for name, setting in part.model_fields.items():
            if setting.description:
                print(f"  # {' '.join(setting.description.split())}")
            print(f"  {name}: {_yaml(setting.default)}")
        print()


def _yaml(value: object) -> str:
    import yaml

    plain = list(value) if isinstance(value, tuple) else value
    return yaml.safe_dump(plain, default_flow_style=True, width=1000).removesuffix("...\n").strip()
