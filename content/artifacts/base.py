"""What all artifacts share: the base class, the version of the formats, and the words that fields may hold."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

FORMAT = 1
"""Version of every file format here; a reader refuses what it does not know."""

Kind = Literal["article", "product", "summary", "faq", "profile", "caption", "script", "story"]
OutputFormat = Literal["md", "html", "docx", "pdf", "epub", "txt", "json", "png", "wav", "mp3"]
Label = Literal["stated", "inferred", "no_claim", "invented", "approved"]
Origin = Literal["model", "template", "human"]
ValueKind = Literal["entity", "number", "quantity", "money", "date", "boolean", "text"]
Stage = Literal["process_input", "plan_content", "generate_text", "refine_text", "render_output"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Artifact(BaseModel):
    """Base of all artifacts: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
