from eval.bench.hostile import LONGEST, UNITS, hostile_questions


def test_the_questions_are_the_same_each_time_and_each_can_be_asked() -> None:
    questions = hostile_questions(400)
    assert questions == hostile_questions(400)
    assert len(questions) == 400
    assert len(set(questions)) > 390
    assert all(each.strip() and len(each) <= LONGEST for each in questions)
    assert all(each.encode() for each in questions)


def test_each_word_is_repeated_through_a_whole_question_first() -> None:
    questions = hostile_questions(len(UNITS) + 10)
    assert questions[0] == ("tỷ lệ " * 334)[:LONGEST]
    assert hostile_questions(2) == questions[:2]
