"""Make a Prefect automation that tells a webhook of every document that is rejected or fails.

    FACTPRESS_WEBHOOK=https://… python examples/automations/tell_a_webhook.py

PREFECT_API_URL names the server. The address of the webhook is a secret: it is read from the environment and kept in a
Prefect block, which Prefect encrypts; the automation only names the block. Run it again to change the address.
"""

import os
import sys
from uuid import UUID

from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import get_client
from prefect.events.actions import CallWebhook
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture

NAME = "factpress: documents that were not delivered"
BLOCK = "factpress-webhook"
EVENTS = {"factpress.document.rejected", "factpress.document.failed"}
PAYLOAD = """{
  "text": {{ (event.payload["document"] ~ ": " ~ event.payload["reason"]) | tojson }},
  "event": {{ event.event | tojson }},
  "document": {{ event.payload["document"] | tojson }},
  "stage": {{ event.payload["stage"] | tojson }},
  "reason": {{ event.payload["reason"] | tojson }},
  "run": {{ event.payload["run"] | tojson }}
}"""
"""`tojson` keeps a reason that quotes a source from adding keys to the message."""


def tell(address: str) -> UUID:
    """Keep the address in a block and make the automation, in place of an earlier one of the same name."""
    block = Webhook(url=address, headers={"Content-Type": "application/json"})
    document = block.save(BLOCK, overwrite=True)
    automation = AutomationCore(
        name=NAME,
        description="Posts document, stage and reason.",
        trigger=EventTrigger(
            posture=Posture.Reactive,
            match={"prefect.resource.id": "factpress.document.*"},
            expect=EVENTS,
            threshold=1,
        ),
        actions=[CallWebhook(block_document_id=document, payload=PAYLOAD)],
    )
    with get_client(sync_client=True) as client:
        for earlier in client.read_automations_by_name(NAME):
            client.delete_automation(earlier.id)
        return client.create_automation(automation)


if __name__ == "__main__":
    if "FACTPRESS_WEBHOOK" not in os.environ:
        sys.exit("FACTPRESS_WEBHOOK is not set: the address that is to be told")
    print(f"automation {tell(os.environ['FACTPRESS_WEBHOOK'])}: {NAME}")
