# SPDX-License-Identifier: GPL-3.0-or-later
# lineside_warnings(target): the warnings that our own code is free of; errors where CI=true.
if("$ENV{CI}")
    set(werror_default ON)
else()
    set(werror_default OFF)
endif()
option(LINESIDE_WERROR "Treat warnings as errors" ${werror_default})

function(lineside_warnings target)
    # g++ 12 sees overlaps in std::string that are not there (its bug 105329).
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
    if(LINESIDE_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()
