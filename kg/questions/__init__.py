"""Named questions: parameters checked, asked in either language, answered in the same rows.

The questions themselves are the files of ``queries/`` (`kg.queries` reads them).
"""

from kg.questions.answer import answer as answer
from kg.questions.answer import given_parameters as given_parameters
from kg.questions.answer import queried as queried
from kg.questions.answer import questions as questions
from kg.questions.answer import shown as shown
