"""What a change of the records means, told like minutes: who applied, was listed, entered, exited.

``compare`` finds it. ``text`` and ``json_v1`` tell it in full, for the staff; ``markdown`` tells
what ``public.minutes`` lets through, as comments on a change travel by mail.
"""
