"""A small window that files are dragged out of, as out of a file manager. It ends once they have been let go, and fails where no
window took them.

usage: drag_source.py X Y LIST    LIST is a file of paths, one a line; "ready" is printed once the mouse may take them
"""

import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

SIDE = 40

x, y, paths = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
uris = [pathlib.Path(line).as_uri() for line in pathlib.Path(paths).read_text("utf-8").splitlines()]

handle = Gtk.EventBox()
handle.add(Gtk.Label(label=str(len(uris))))
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
handle.drag_source_add_uri_targets()
handle.connect("drag-data-get", lambda _handle, _drag, data, _info, _time: data.set_uris(uris))
failed = []
handle.connect("drag-failed", lambda _handle, _drag, result: failed.append(result) is not None)
handle.connect("drag-end", lambda _handle, _drag: Gtk.main_quit())

# A window manager would decide where it stands; there is none.
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.add(handle)
window.set_default_size(SIDE, SIDE)
window.move(x, y)
window.connect_after("map-event", lambda *_: print("ready", flush=True))
window.show_all()
Gtk.main()
sys.exit(1 if failed else 0)
