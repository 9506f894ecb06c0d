"""Papers that people print, sign, file and send: one content, shown as web page, Word, PDF and Excel."""
