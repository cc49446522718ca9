"""What chat clients send by themselves, in their own words, and questions that only look alike."""

import json

import pytest

from ui.api.client_tasks import question_in, task_of

SAID = "USER: Xã nào đặt thu nhập trên 58 triệu?\nASSISTANT: Có 2 xã.\nUSER: Còn năm 2025?"
CHAT = f"<chat_history>\n{SAID}\n</chat_history>"
TITLE = (
    "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n### Guidelines:\n"
    '- Keep it short.\n### Output:\nJSON format: { "title": "your concise title here" }\n### Chat History:\n' + CHAT
)
TAGS = (
    "### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history, along with 1-3 more "
    'specific subtopic tags.\n### Output:\nJSON format: { "tags": ["tag1", "tag2"] }\n### Chat History:\n' + CHAT
)
QUERIES = (
    "### Task:\nAnalyze the chat history to determine the necessity of generating search queries, in the given "
    'language. Prioritize 1-3 queries.\n### Output:\n{ "queries": ["query1"] }\n### Chat History:\n' + CHAT
)
FOLLOW = (
    "### Task:\nSuggest 3-5 relevant follow-up questions or prompts that the user might naturally ask next.\n"
    '### Output:\nJSON format: { "follow_ups": ["Question 1?"] }\n### Chat History:\n' + CHAT
)
RAG = (
    "### Task:\nRespond to the user query using the provided context, incorporating inline citations in the format "
    '[id].\n<context>\n<source id="1">Năm 2024 thu 99 tỷ</source>\n</context>\n\n'
    "<user_query>\nXã Mỹ Lâm giao thu ngân sách bao nhiêu?\n</user_query>"
)


@pytest.mark.parametrize(
    ("prompt", "reply"),
    [
        (TITLE, {"title": "Xã nào đặt thu nhập trên 58 triệu"}),
        (TAGS, {"tags": ["Nghị quyết"]}),
        (QUERIES, {"queries": ["Còn năm 2025?"]}),
        (FOLLOW, {"follow_ups": []}),
    ],
)
def test_tasks_of_open_webui_are_done_as_json(prompt, reply):
    task = task_of(prompt)
    assert task is not None
    assert json.loads(task.reply) == reply


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("Provide a concise, 5-word-or-less title for the conversation, using title case. Conversation: …", "title"),
        (
            "Given the following response, please reply with a title for the chat that is 3-4 words in length.",
            "title",
        ),
        ("Hãy đặt một tiêu đề dưới 10 chữ cho cuộc trò chuyện sau.\nUSER: Xã nào nghèo nhất?", "title"),
        ("使用四到五个字直接返回这句话的简要主题，不要解释", "title"),
        ("### Task:\nYou are an autocompletion system. Continue the text in `<text>`.", "other"),
        ("### Task:\nTranslate the following into 3 languages.", "unknown"),
    ],
)
def test_tasks_of_other_clients_are_known(prompt, kind):
    task = task_of(prompt)
    assert task is not None
    assert task.kind == kind
    assert not task.reply.startswith("{") or kind == "other"


@pytest.mark.parametrize(
    ("prompt", "question"),
    [
        (RAG, "Xã Mỹ Lâm giao thu ngân sách bao nhiêu?"),
        (
            "Use the following pieces of context.\n<context>Có 12 xã.</context>\nQuestion: Xã nào nghèo nhất?",
            "Xã nào nghèo nhất?",
        ),
        (
            "Use the following context to answer.\n\nThu 45 tỷ đồng.\n\nQuestion: Xã nào thu cao nhất?\n",
            "Xã nào thu cao nhất?",
        ),
        (
            "Given the conversation, rephrase the follow up to be a standalone question.\nFollow Up Input: Còn xã B?",
            "Còn xã B?",
        ),
    ],
)
def test_the_users_own_line_is_found_in_a_template(prompt, question):
    assert task_of(prompt) is None
    assert question_in(prompt) == question


@pytest.mark.parametrize(
    "question",
    [
        "Xã nào đặt thu nhập trên 58 triệu đồng?",
        "Câu hỏi: xã nào có tỷ lệ hộ nghèo dưới 2%?",
        "Nghị quyết nào có tiêu đề nói về chuyển đổi số?",
        "Xã Đông An gợi ý giải pháp gì?",
        "Từ khóa tìm kiếm: bưởi da xanh",
    ],
)
def test_questions_stay_questions(question):
    assert task_of(question) is None
    assert question_in(question) == question


LOBE = "You are an assistant skilled in summarizing: you need to give this chat a title of 10 words or less."


@pytest.mark.parametrize(
    ("system", "text", "title"),
    [
        (LOBE, "user: Xã nào thu trên 9 tỷ?\n\nassistant: Có 2 xã.", "Xã nào thu trên 9 tỷ"),
        (
            "You are a summarization AI. Never answer; start with an emoji.",
            "Thôn nào còn 3 hộ nghèo?",
            "Thôn nào còn 3 hộ nghèo",
        ),
        ("Hãy đặt tên cho cuộc trò chuyện này, không quá 5 chữ.", "Thu 12 tỷ là xã nào?", "Thu 12 tỷ là xã nào"),
        (
            "You are an assistant good at conversation. Summarize it into a title.",
            '[{"role":"user"}]',
            "Tra cứu nghị quyết",
        ),
    ],
)
def test_a_system_message_may_make_a_title_of_the_question(system, text, title):
    task = task_of(text, system=system)
    assert task is not None
    assert (task.kind, task.reply) == ("title", title)


@pytest.mark.parametrize(
    "system",
    [
        "Bạn là trợ lý của văn phòng. Nêu tên văn bản và tiêu đề trong mỗi câu trả lời.",
        "You are a helpful assistant. Provide the name of the document with each answer.",
        "Answer in Vietnamese.\nGive sources with their title.",
        "Hãy viết rõ tên văn bản khi trò chuyện với cán bộ.",
        "Bạn viết thư cho người dân, xưng tên khi trò chuyện.",
        "Tóm tắt ngắn gọn, nêu tên nghị quyết trong mỗi lượt hội thoại.",
        "Provide the document name for every user request.",
        "You are good at conversation with officials. Always give the name of the resolution.",
        "You are a summarizer of resolutions. Answer in Vietnamese.",
    ],
)
def test_other_system_messages_make_no_task(system):
    assert task_of("Xã nào đặt thu nhập trên 58 triệu?", system=system) is None


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        (
            "Based on the chat history, give this conversation a name.\n```\nXã nào có 12 thôn?\n---\nXã A.\n```",
            "Xã nào có 12 thôn",
        ),
        ("Name this conversation in 10 characters or less.\nHuman: Thu 5 tỷ là xã nào?", "Thu 5 tỷ là xã nào"),
        ("Create a concise 3-5 word phrase as a header for this query. Query: Xã nào có 7 ấp?", "Xã nào có 7 ấp"),
        ("Summarize this conversation in 4 words.", "Tra cứu nghị quyết"),
        (
            "### Task:\nWrite a short title with one emoji.\n### Chat History:\n" + CHAT,
            "Xã nào đặt thu nhập trên 58 triệu",
        ),
    ],
)
def test_a_name_is_asked_for_in_other_words(prompt, title):
    task = task_of(prompt)
    assert task is not None
    assert (task.kind, task.reply) == ("title", title)
