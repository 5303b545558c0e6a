"""The commands, a module for each group that answers one kind of question; `registry` names them."""
