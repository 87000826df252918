"""Texts, whatever they are about: compared, suggested, shown safely, said in words.

The lowest floor: nothing here knows the schema, a table or an engine.
"""
