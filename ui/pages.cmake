# SPDX-License-Identifier: GPL-3.0-or-later
# The pages beside the live wall, and the translations of all screens.
target_sources(lineside_ui PRIVATE
    compare/comparepage.cpp compare/compareview.cpp compare/compareviewport.h compare/overlaypainter.cpp
    firstrun/firstruncard.cpp firstrun/samplefileicon.cpp
    history/historyfilter.cpp history/historypage.cpp
    itemmodels/csv.cpp itemmodels/differingframesmodel.cpp itemmodels/historytablemodel.cpp
    itemmodels/memorytablemodel.cpp itemmodels/modeltablemodel.cpp itemmodels/stationsdraft.cpp
    itemmodels/wordfilterproxy.cpp itemmodels/words.cpp
    library/dropstrip.cpp library/librarypage.cpp library/modeldetails.cpp library/statechipdelegate.cpp
    memory/memorychart.cpp memory/memorypage.cpp memory/memoryseries.cpp
    settings/interfaceeditor.cpp settings/interfacesettings.h settings/language.cpp settings/noticelabel.cpp
    settings/settingrow.cpp settings/settingspage.cpp settings/sourceeditor.cpp settings/stationchecks.cpp
    settings/stationeditor.cpp)
target_link_libraries(lineside_ui PRIVATE Qt6::Multimedia)
