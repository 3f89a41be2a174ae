"""How the practice store's self-views are made: invented figures and sentences, written into real Word and Excel files."""
