# SPDX-License-Identifier: GPL-3.0-or-later
set(LINESIDE_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(LINESIDE_SANITIZE)
    # Undefined behaviour must end a test, not only be printed.
    add_compile_options(-fsanitize=${LINESIDE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${LINESIDE_SANITIZE})
endif()
