"""The leak gate: nothing leaves for an audience that holds a private value of the records.

It knows the records and what was written, and nothing of how one became the other: a fault in the
public view, a template or a writer cannot blind it. What is private the register says
(`gongshi.public.register`): all that it does not let out as written.

Looked for, in every reading of every file (`gongshi.readings`) and in its name:

- **Numbers** of households, persons and officials, wherever they stand for themselves.
- **Names** of members of households. Officials' names are public, so a private namesake of an
  official is not looked for. A name may also be part of another word: 高山 of 高山茶园. So a name
  does not count within the words that stand around it in the program's own texts, in the policy,
  and in names of places, units and projects; nor does a name of two characters with a Chinese
  character on either side. Texts that a clerk writes about a case excuse nothing.
- **Texts** that are private: whole from 8 characters on, else any 23 in a row (Latin: 16 and 47),
  unless the same words are public elsewhere.
- **Amounts** of a household: four or so from one survey close together, 16 digits in all, whoever
  they are said of; and any one from 100 on in the row of a list that shows the household. There its
  causes of poverty and its helpers are looked for too.
- **Shapes** of personal numbers (`gongshi.shapes`), but duty phones.

Heads of household may stand on the pages and sheets of the lists that are public now, named as the
county set it, and nowhere else.

Limits: one amount or word alone, away from a list, tells nobody and is not found; nor a name in
pinyin, in traditional characters or in a picture, a text told in other words, or a value that only
follows from several public ones (`gongshi.public.suppression` is for that).
"""
