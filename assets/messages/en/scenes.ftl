### Scenes and the presenter view.

scenes-title = Scenes
scenes-none = This file holds no scenes.
