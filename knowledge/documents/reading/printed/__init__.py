"""What is printed on a page, read as a page: columns, tables, headings, paragraphs."""
