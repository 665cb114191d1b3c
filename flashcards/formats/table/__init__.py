"""Tables, as spreadsheets and Anki write them, to topics: what their rows and columns are, and a card in each row."""
