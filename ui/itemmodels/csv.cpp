// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/csv.h"

#include "lineside/csvfield.h"

#include <QAbstractItemModel>
#include <QSaveFile>
#include <QStringList>

namespace lineside {

QString Csv::field(const QString &text)
{
    return QString::fromStdString(csvField(text.toStdString()));
}

QString Csv::table(const QAbstractItemModel &model)
{
    QString csv;
    QStringList line;
    for (int column = 0; column < model.columnCount(); ++column)
        line << field(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    csv += line.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    for (int row = 0; row < model.rowCount(); ++row) {
        line.clear();
        for (int column = 0; column < model.columnCount(); ++column)
            line << field(model.index(row, column).data(Qt::DisplayRole).toString());
        csv += line.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return csv;
}

QString Csv::write(const QString &path, const QString &csv)
{
    return writeBytes(path, "\xEF\xBB\xBF" + csv.toUtf8());
}

QString Csv::writeBytes(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    file.write(bytes);
    return file.commit() ? QString() : file.errorString();
}

}  // namespace lineside
