"""The front end: from the source of a function to its program in the IR, with kinds, in one pass.

`lower` is the entry. Each folder imports only those before it:

* `text`: what the source says, before anything is lowered;
* `state`: what each name stands for on each path, and the statements so far;
* `arrays`, `data`: NumPy arrays; containers and objects;
* `expressions`, `calls`, `loops`, `library`, `inner`, `statements`: how each part of the language is lowered.

`values` says what a name can stand for, and `verbs` what earlier folders ask of later ones.
"""
