### Scenes and the presenter view.
