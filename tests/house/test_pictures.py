"""No screen without its picture: the table of screens knows them all."""

from tests.journeys.draw import PICTURES, place
from tests.journeys.screens import SCREENS, looks, routes, sizes


def test_every_route_of_the_app_is_in_the_table_of_screens() -> None:
    assert set(routes()) == {screen.route for screen in SCREENS}, "Add a row in screens.py"


def test_every_screen_has_its_pictures_and_every_picture_its_screen() -> None:
    wanted = {
        place(screen.name, look, size)
        for screen in SCREENS
        for look in looks()
        for size in sizes(screen, look)
    }
    assert wanted ^ set(PICTURES.glob("*/*.png")) == set(), "Draw them anew: make pictures"
