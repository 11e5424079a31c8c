"""Texts that share words with cables and are none draw the one info, and nothing else."""

from __future__ import annotations

import pytest

from sbu_check.api import check_text

TEXTS = {
    "mail": "From: Jane Doe\nTo: Richard Roe\nSubject: lunch\n\n1. Are you free?\n2. Bring the SECRET sauce.\n",
    "press release": "FOR IMMEDIATE RELEASE\n\nSECRET\n\nOTTAWA, March 2 - It is old.\n\n1. It is CONFIDENTIAL.\n",
    "memorandum": "CONFIDENTIAL\n\nMEMORANDUM\n\nSUBJECT: Office hours\n\n1. We open.\n2. We close.\n\nREF: Handbook\n",
    "recipe": "# SECRET SAUCE\n\nTAGS: cooking, easy\n\n1. Mix.\n2. Bake.\n",
    "blog": "---\ntitle: My trip\ntags: [travel]\n---\n\nSUBJECT: OTTAWA 2005\n\nI went there 2005 times.\n",
    "table": "id,class,post,number\n1,UNCLAS,OTTAWA,000875\n2,SECRET,PARIS,000123\n",
    "source code": '# SECRET key\nTAGS = ["a"]\nSUBJECT = "x"\ndef main():\n    return "E.O. 12958: N/A"\n',
    "log": "2005-03-02 10:00:01 WARN SECRET not set\nPAGE 01 of 02\n",
    "law": "SECTION 01 OF 02 of the Act provides that\n1. No person shall\n2. disclose SECRET information.\n",
    "minutes": "MINUTES\n\nACTION: Jane to call Bob\nINFO: all\n1. Opening\n2. Budget\nCOMMENT: none\n",
    "manual": "Q1. What is SECRET//NOFORN?\n1. (U) This portion is an example.\n2. It is SECRET//NOFORN.\n",
    "list of marks": "1. (U) apples\n2. (S) small\n3. (C) citrus\n",
    "telegram of a family": "THIS IS A TELEGRAM STOP\nSEND MONEY STOP\nOTTAWA 1905\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_another_text_is_said_to_be_no_cable_and_no_more(text: str) -> None:
    found = check_text(text).diagnostics
    assert [(one.severity, one.rule) for one in found] == [("info", "not-a-cable")]
