# Saved views: choices of lists that people keep.

views-title = Saved views
view-save = Save this view
view-name = Name of the view
view-help = Filters and sorting are kept for you alone, under this name; what you searched for is not.
view-done-saved = The view was saved.
view-done-removed = The view was removed.
view-remove = Remove the view { $name }
