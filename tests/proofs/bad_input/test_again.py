"""One line of a failure again: `BAD_INPUT='{"role": …}' pytest tests/proofs/bad_input/test_again.py`."""

import json
import os

import pytest

from tests.proofs.bad_input.asking import Try, throw


@pytest.mark.skipif("BAD_INPUT" not in os.environ, reason="repeats a line that a test printed")
def test_line_again(stage):
    harm = throw(stage, [Try(**json.loads(os.environ["BAD_INPUT"]))])
    assert harm.lines == []
