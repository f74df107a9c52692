"""The gate's word lists; NOTICE.txt says where each comes from, build.py makes the compiled ones."""
