"""How much of a file we take in. « Sourced » limits are Chorus Pro's; the others are ours."""

MEGABYTE = 1_000_000

# Sourced: a file of a flow or an attachment is at most 10 MB, an invoice and its attachments 120.
MAX_FILE_BYTES = 10 * MEGABYTE
MAX_INVOICE_BYTES = 120 * MEGABYTE
# Sourced: the OCR reads three pages.
READ_PAGES = 3

# Ours. An archive is refused for its size before it is opened; the other limits stop bombs early.
MAX_ARCHIVE_BYTES = MAX_INVOICE_BYTES
MAX_EXPANDED_BYTES = 300 * MEGABYTE
MAX_MEMBERS = 1_000
MAX_RATIO = 100
RATIO_FREE_BYTES = MEGABYTE  # below, a high ratio harms nobody: small XML files compress well

# Ours. Ten megabytes of empty tags would make a tree of several hundred.
MAX_XML_TAGS = 500_000
MAX_XML_ATTRIBUTES = 500_000

# Ours. A PDF is read in a process of its own, which these limits end.
MAX_PAGES = 2_000
MAX_PDF_TEXT = 200_000
PDF_SECONDS = 10
PDF_MEMORY_BYTES = 600 * MEGABYTE
PDF_STREAM_BYTES = 30 * MEGABYTE
PDF_ATTACHED_BYTES = 30 * MEGABYTE
PDF_PROCESSES = 4
