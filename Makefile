# The one command set: for people, for pre-commit and for CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
SAMPLE := $(wildcard ingest/sample/*)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help

.PHONY: help
help: ## Liệt kê các lệnh / list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

.PHONY: chat
chat: $(DATA)/.sample ## Cài đặt, nạp văn bản mẫu và mở trò chuyện tại http://127.0.0.1:7860
	@$(BIN)/nghiquyet serve --data $(DATA)

.PHONY: install
install: $(VENV)/.all ## Cài đủ mọi thành phần, kể cả mô hình nhúng lớn và công cụ phát triển

.PHONY: system
system: ## Cài các gói hệ thống mà phép thử cần (Debian, Ubuntu); chỉ cài gói còn thiếu
	@scripts/system.sh

.PHONY: test
test: $(VENV)/.all system ## Chạy mọi phép thử
	$(BIN)/python -m pytest

.PHONY: gate
gate: $(VENV)/.all ## So kết quả các bộ câu hỏi và việc đọc văn bản của tác giả chưa thấy với mức sàn đã chấp nhận
	$(BIN)/nghiquyet eval gate
	$(BIN)/nghiquyet eval reading --groups 3 --no-curve --no-rules --floors

.PHONY: check
check: $(VENV)/.all ## Kiểm tra kiểu và quy tắc mã nguồn
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.PHONY: fix
fix: $(VENV)/.all ## Sửa những gì ruff tự sửa được
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: bench
bench: $(VENV)/.all ## Đo tốc độ, so với một dây chuyền LangChain thông thường
	$(BIN)/python -m eval.speed --out build/bench.json --history eval/bench/history.jsonl

.PHONY: hostile
hostile: $(VENV)/.all system ## Đọc 1.000 tệp hiểm (bom nén, tệp hỏng, số vô nghĩa…): tệp nào lỗi, quá 20 giây hay 1 GB
	$(BIN)/python -m tests.ingest.hostile.measure 1000

.PHONY: models
models: $(VENV)/.all ## Thử mô hình NQ_CHAT_MODEL trên 40 câu hỏi: câu nào được hiện, câu nào bị gạch (không thuộc CI)
	$(BIN)/nghiquyet eval models --out build/models.json

LOCK := $(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-options

.PHONY: lock
lock: $(VENV)/.all ## Ghi lại phiên bản chính xác của mọi gói, kèm mã băm, vào requirements/
	$(LOCK) --output-file requirements/chat.txt pyproject.toml
	$(LOCK) --constraint requirements/chat.txt --extra neural --extra e5 --extra model --extra oidc --extra dev \
		--output-file requirements/all.txt pyproject.toml
	$(BIN)/python scripts/lock.py

.PHONY: sbom
sbom: $(VENV)/.all ## Ghi danh mục thành phần (CycloneDX) vào build/sbom.cdx.json và giấy phép vào docs/licences.md
	$(BIN)/python scripts/supply.py sbom build/sbom.cdx.json
	$(BIN)/python scripts/supply.py licences docs/licences.md

.PHONY: clean
clean: ## Xóa môi trường và dữ liệu tạm (không xóa kho văn bản của bạn)
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# What `make chat` needs, and no more: without torch.
$(VENV)/.chat: requirements/chat.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements/chat.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

# Everything. torch comes last, so that what it needs is there by its hash, and by its exact version, so that pip takes
# the CPU build where one is at hand.
$(VENV)/.all: $(VENV)/.chat requirements/all.txt requirements/torch.txt
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements/all.txt
	$(BIN)/pip install --quiet --requirement requirements/torch.txt
	$(BIN)/pip check --quiet
	@touch $@

$(DATA)/.sample: $(VENV)/.chat $(SAMPLE)
	$(BIN)/nghiquyet ingest ingest/sample --data $(DATA)
	@touch $@
