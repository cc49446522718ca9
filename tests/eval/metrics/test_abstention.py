from eval.metrics.abstention import Refusal, abstention


def test_refusals_against_those_demanded() -> None:
    seen = [
        *[Refusal(demanded=True, made=True)] * 3,
        *[Refusal(demanded=True, made=False)] * 1,
        *[Refusal(demanded=False, made=True)] * 2,
        *[Refusal(demanded=False, made=False)] * 4,
    ]
    score = abstention(seen)
    assert score.precision == 3 / (3 + 2)
    assert score.recall == 3 / (3 + 1)
