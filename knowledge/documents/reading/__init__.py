"""Reading a document: runs in a process of its own that may open nothing, write nothing and call nobody."""
