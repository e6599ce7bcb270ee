# SPDX-License-Identifier: GPL-3.0-or-later
# lineside_warnings(target): the warnings that our own code is free of; errors where CI=true.
if("$ENV{CI}")
    set(werror_default ON)
else()
    set(werror_default OFF)
endif()
option(LINESIDE_WERROR "Treat warnings as errors" ${werror_default})

function(lineside_warnings target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic)
    if(LINESIDE_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()
