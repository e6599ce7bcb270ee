# SPDX-License-Identifier: GPL-3.0-or-later
# The pages beside the live wall, and the translations of all screens.
target_sources(lineside_ui PRIVATE
    rollout/canarypage.cpp rollout/canarystart.cpp rollout/canarytables.cpp rollout/canarytext.cpp
    rollout/guardfields.cpp rollout/hoursrow.cpp rollout/planeditor.cpp rollout/rejectanswers.cpp rollout/rejectpanel.cpp rollout/stationchoice.cpp rollout/steprow.cpp
    compare/answerview.cpp compare/boxpairs.cpp compare/classespanel.cpp compare/offerbutton.cpp compare/onlychip.cpp compare/comparepage.cpp compare/comparepage_build.cpp compare/comparescreen.cpp compare/comparesetup.cpp compare/comparetext.cpp compare/compareview.cpp compare/compareviews.cpp compare/verdicttext.cpp
    compare/differingstrip.cpp compare/evidencechart.cpp compare/evidencepanel.cpp compare/evidenceview.cpp compare/overlaypainter.cpp compare/reviewpanel.cpp compare/reviewqueue.cpp compare/reviewview.cpp compare/wipeview.cpp
    compare/stationsbar.cpp compare/stationspanel.cpp compare/stationstext.cpp compare/tablecolumn.cpp itemmodels/stationcomparisonsmodel.cpp
    compare/confusiontable.cpp compare/precisionchart.cpp compare/recordedpage.cpp compare/recordedreader.cpp compare/recordedreport.cpp compare/recordedreview.cpp compare/recordedsetup.cpp compare/recordedtext.cpp compare/recordedview.cpp compare/recordedviews.cpp
    firstrun/firstruncard.cpp firstrun/samplefileicon.cpp
    history/chaincheck.cpp history/historyfilter.cpp history/historypage.cpp history/judgedthen.cpp history/lotstablemodel.cpp history/recordquestions.cpp
    itemmodels/accesswords.cpp itemmodels/canarywords.cpp itemmodels/classcell.cpp itemmodels/coveragetext.cpp itemmodels/csv.cpp itemmodels/differingframesmodel.cpp itemmodels/historytablemodel.cpp
    itemmodels/memorytablemodel.cpp itemmodels/recordedclassesmodel.cpp itemmodels/recordeddifferencesmodel.cpp itemmodels/modeltablemodel.cpp itemmodels/shadowclassesmodel.cpp itemmodels/stationsdraft.cpp
    itemmodels/wordfilterproxy.cpp itemmodels/words.cpp
    library/dropstrip.cpp library/librarypage.cpp library/modeldetails.cpp library/statechipdelegate.cpp
    memory/memorychart.cpp memory/memorypage.cpp memory/memoryseries.cpp
    settings/applyrow.cpp settings/comparisoneditor.cpp settings/credentialeditor.cpp settings/interfaceeditor.cpp settings/interfacesettings.h settings/language.cpp settings/loadingeditor.cpp settings/noticelabel.cpp settings/recordingeditor.cpp
    signin/deedlock.cpp signin/idlelock.cpp signin/personbutton.cpp signin/refusallabel.cpp signin/signatureblock.cpp signin/signinpanel.cpp signin/windowaccess.cpp
    settings/settingrow.cpp settings/settingspage.cpp settings/signingkeyseditor.cpp settings/sourceeditor.cpp settings/stationchecks.cpp settings/vettingeditor.cpp settings/watchedfoldereditor.cpp
    settings/stationeditor.cpp widgets/besideorbelow.cpp widgets/chartaxis.cpp widgets/columnfit.cpp widgets/copymenu.cpp widgets/csvdialog.cpp widgets/pagekeys.cpp widgets/tablelook.cpp
    widgets/titleheader.cpp widgets/titlelabel.cpp)
target_link_libraries(lineside_ui PRIVATE Qt6::Multimedia)
qt_add_resources(lineside_ui lineside_theme PREFIX /theme BASE ${CMAKE_SOURCE_DIR}/resources/theme
    FILES ${CMAKE_SOURCE_DIR}/resources/theme/check-dark.png ${CMAKE_SOURCE_DIR}/resources/theme/check-light.png
          ${CMAKE_SOURCE_DIR}/resources/theme/down-dark.png ${CMAKE_SOURCE_DIR}/resources/theme/down-light.png
          ${CMAKE_SOURCE_DIR}/resources/theme/up-dark.png ${CMAKE_SOURCE_DIR}/resources/theme/up-light.png)

# Translations: compiled here, found by the program as :/i18n/lineside_<language>.qm. After a change of texts:
# `cmake --build … --target update_texts`, then complete both files; a test fails until they are complete.
set(LINESIDE_TS_FILES ${CMAKE_SOURCE_DIR}/translations/lineside_en.ts ${CMAKE_SOURCE_DIR}/translations/lineside_zh_CN.ts)
qt_add_lrelease(lineside_ui TS_FILES ${LINESIDE_TS_FILES} QM_FILES_OUTPUT_VARIABLE lineside_qm_files)
qt_add_resources(lineside_ui lineside_translations PREFIX /i18n BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${lineside_qm_files})
set(lineside_lupdate Qt6::lupdate ui app -extensions cpp,h -locations none -no-obsolete -source-language en)
add_custom_target(update_texts
    COMMAND ${lineside_lupdate} -target-language zh_CN -ts translations/lineside_zh_CN.ts
    COMMAND ${lineside_lupdate} -pluralonly -target-language en -ts translations/lineside_en.ts
    COMMAND ${CMAKE_COMMAND} -D FILE=translations/lineside_zh_CN.ts -P cmake/KeepTsLook.cmake
    COMMAND ${CMAKE_COMMAND} -D FILE=translations/lineside_en.ts -P cmake/KeepTsLook.cmake
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "Collecting the texts of all screens" VERBATIM)
