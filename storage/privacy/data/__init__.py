"""The gate's word lists; NOTICE says where each comes from, build.py makes the compiled ones."""
