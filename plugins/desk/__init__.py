"""The desk is where editors work: it takes letters in, makes stories of them, and checks the whole magazine."""
