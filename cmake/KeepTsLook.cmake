# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D FILE=… -P KeepTsLook.cmake: gives a file that lupdate wrote the look that it has here, so that a difference shows changed
# texts and nothing else: the licence in its third line, and everything in <TS> one step further in.
file(READ ${FILE} text)
string(REPLACE "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n" "" text "${text}")
string(REPLACE "<!DOCTYPE TS>\n" "<!DOCTYPE TS>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n" text "${text}")
if(text MATCHES "\n<context>")  # a line that does not begin with a tag goes on with a text
    string(REGEX REPLACE "\n( *<)" "\n    \\1" text "${text}")
    string(REGEX REPLACE "\n    (<!DOCTYPE|<!-- SPDX|<TS |</TS>)" "\n\\1" text "${text}")
endif()
file(WRITE ${FILE} "${text}")
