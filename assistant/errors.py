"""Every error that the assistant raises on purpose, as one tree.

    NghiquyetError                  one clear line in Vietnamese, with the offending value and the remedy
    ├── UnreadableFile              a file that cannot be read: the file is rejected, nothing of it is stored
    │   ├── EmptyFile               no text in it (a scan, or zero bytes)
    │   ├── ProtectedFile           needs a password
    │   ├── TooLarge                above the size that a resolution can have
    │   └── UnsupportedFormat       no reader for it, or not what its name says
    ├── UnknownDocument             no document of that id or name
    ├── UnknownRow                  no row of the ledger of that id
    ├── InvalidCorrection           a correction of a row that cannot be used
    ├── ArchiveUnusable             the archive's file is broken, or its disk is full or read-only
    ├── UploadRefused               more than an upload may bring, or than there is room for
    ├── UnknownUpload               no upload of that id
    ├── NoOriginal                  the file that a document came in lies nowhere any more
    ├── EmptyArchive                nothing has been ingested yet
    ├── InvalidQuestion             empty, or longer than a question can be
    ├── InvalidSetting              a setting or a command-line value that cannot be used
    ├── ArchiveInUse                another process owns the data folder
    ├── InvalidResults              a table of results that cannot be taken, line by line
    ├── UnknownDraft                no draft of that id, or no row or paragraph of that key in it
    ├── IndexMismatch               an index was built by another model or version: rebuild it
    ├── AnswerLost                  a question whose process ended before it was answered
    ├── AccessDenied                a call of the API without one of the keys in the settings
    ├── SignInRefused               a name and a password that do not fit, or too many tries
    ├── ProviderUnavailable         the office's own provider of accounts does not answer, or not as one does
    ├── InvalidAccount              an account, a role or a password that cannot be made or found
    ├── BrokenAudit                 the audit's chain does not hold: a line was changed or taken out
    ├── RewriteRefused              a model's rewriting that lost or added a figure: the paragraph stays as it was
    └── ModelUnavailable            a model named in the settings cannot be loaded or does not answer
        ├── ModelSilent             it says nothing for longer than it may be silent
        └── PromptTooLong           the prompt is longer than what the model takes: a shorter one may be answered

A refusal ("the documents do not say") is no error: it is an ``Answer`` whose outcome is ``abstained``.
"""

from __future__ import annotations


class NghiquyetError(Exception):
    """Base of the tree. ``str(error)`` is the one line that a user sees; ``exit_code`` is for the shell."""

    exit_code = 1


class UnreadableFile(NghiquyetError):
    """A file that cannot be read."""


class EmptyFile(UnreadableFile):
    """A file without text."""


class ProtectedFile(UnreadableFile):
    """A file that opens only with a password."""


class TooLarge(UnreadableFile):
    """A file larger than a resolution can be."""


class UnsupportedFormat(UnreadableFile):
    """A file that no reader takes, or whose content is not what its name says."""


class ArchiveUnusable(NghiquyetError):
    """The file of the archive is broken, or its disk is full or may not be written."""


class UnknownDocument(NghiquyetError):
    """No document of that id or file name."""


class UnknownRow(NghiquyetError):
    """No row of the ledger of that id."""


class InvalidCorrection(NghiquyetError):
    """A correction of a row that cannot be used."""

    exit_code = 2


class UploadRefused(NghiquyetError):
    """More than an upload may bring, or than there is room for."""


class UnknownUpload(NghiquyetError):
    """No upload of that id."""


class NoOriginal(NghiquyetError):
    """The file that a document came in lies nowhere any more, or has no such page."""


class EmptyArchive(NghiquyetError):
    """Nothing has been ingested yet."""


class InvalidQuestion(NghiquyetError):
    """A question that is empty or too long."""

    exit_code = 2


class InvalidSetting(NghiquyetError):
    """A setting or an argument that cannot be used."""

    exit_code = 2


class InvalidResults(NghiquyetError):
    """A table of results with lines that cannot be taken; nothing of it was."""


class UnknownDraft(NghiquyetError):
    """No draft of that id, or nothing of that key in it."""


class UnknownConversation(NghiquyetError):
    """No conversation of that id for who asks, or no such turn in it."""


class ArchiveInUse(NghiquyetError):
    """Another process owns the data folder."""


class AnswerLost(NghiquyetError):
    """A question whose process ended, or was ended, before there was an answer."""


class IndexMismatch(NghiquyetError):
    """An index that does not belong to the archive or to the model in the settings."""


class AccessDenied(NghiquyetError):
    """A call that needs a key and has none, or a wrong one."""


class SignInRefused(NghiquyetError):
    """A name and a password that do not fit, or too many tries; ``wait`` is how many seconds to wait."""

    def __init__(self, line: str, *, wait: int = 0) -> None:
        super().__init__(line)
        self.wait = wait


class ProviderUnavailable(NghiquyetError):
    """The office's own provider of accounts does not answer, or not as one does."""


class InvalidAccount(NghiquyetError):
    """An account, a role, a password or a key that cannot be made or found."""

    exit_code = 2


class BrokenAudit(NghiquyetError):
    """The audit's chain does not hold."""


class RewriteRefused(NghiquyetError):
    """A model's rewriting that breaks a rule; nothing was changed."""


class ModelUnavailable(NghiquyetError):
    """An embedding or language model that cannot be loaded or does not answer."""


class ModelSilent(ModelUnavailable):
    """A language model that said nothing for longer than the settings let it be silent."""


class PromptTooLong(ModelUnavailable):
    """A prompt that is longer than the model's window; nothing of an answer has come."""
