"""The answer of `import` in every form."""

import json

from lotdesign.importing.run import ImportAnswer
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import BulletList


def build_import_forms(answer: ImportAnswer) -> AnswerForms:
    """The record of the import; as JSON its lists by their titles."""
    return AnswerForms(
        page=lambda: answer.page,
        json=lambda: _write_json(answer),
        sentence=f"Imported into {answer.folder}.",
    )


def _write_json(answer: ImportAnswer) -> str:
    body = {
        "schema": 1,
        "folder": answer.folder,
        "written": list(answer.written),
        "contracts": [
            {
                "provider": each.provider,
                "payees": list(each.payees),
                "paid_pence": int(each.pence),
                "payments": each.payments,
                "units": list(each.units),
            }
            for each in answer.contracts
        ],
        "notes": {
            section.title: list(block.items)
            for section in answer.page
            for block in section.blocks
            if isinstance(block, BulletList)
        },
    }
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
