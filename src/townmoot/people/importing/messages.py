"""Every sentence the import says about a list: what is wrong, and the remedy."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TYPE_NAMES = {
    "picture": _("a picture"),
    "pdf": _("a PDF"),
    "archive": _("a packed archive"),
    "text": _("plain text"),
    "workbook": _("an Excel workbook"),
    "page": _("a web page"),
    "binary": _("no list at all"),
}

MESSAGES: dict[str, tuple[str | Promise, str | Promise]] = {
    # The file
    "empty_file": (_("The file is empty."), _("Choose the file again.")),
    "file_too_big": (
        _("The file has %(size)s MB; at most %(limit)s MB are read."),
        _("Save the list alone, without pictures, in a new workbook."),
    ),
    "unpacked_too_big": (
        _("The file would unpack to more than %(limit)s MB."),
        _("Copy the list into a new workbook and save it as .xlsx."),
    ),
    "wrong_type": (
        _("The name ends in .%(suffix)s, but inside is %(found)s."),
        _("Open it in Excel or WPS, save it as .xlsx, and choose that file."),
    ),
    "unknown_type": (
        _("This is neither a workbook nor a CSV file; inside is %(found)s."),
        _("Save the list as .xlsx or as CSV (UTF-8)."),
    ),
    "not_a_workbook": (
        _("The file is packed like a workbook but holds no sheets."),
        _("Open it in Excel or WPS, save it as .xlsx, and choose that file."),
    ),
    "encrypted": (
        _("The workbook is locked with a password."),
        _("Open it with the password, take the password away, save it, and choose it again."),
    ),
    "corrupt": (
        _("The workbook is damaged and cannot be read."),
        _("Open it in Excel or WPS, which may repair it, and save it as .xlsx."),
    ),
    "too_heavy": (
        _("The workbook asks for more memory or time than a list needs."),
        _("Delete the empty rows and columns below and beside the list, and save it again."),
    ),
    "encoding": (
        _("The letters of this CSV file cannot be read."),
        _("In Excel choose “Save as”, “CSV UTF-8”; or save it as .xlsx."),
    ),
    # The sheet
    "no_rows": (_("There is no list in this file."), _("Choose the file with the list.")),
    "no_such_sheet": (
        _("There is no sheet “%(wanted)s”. The sheets are: %(sheets)s."),
        _("Choose one of them."),
    ),
    "too_many_rows": (
        _("The sheet has more than %(limit)s rows."),
        _("Split the list into several files."),
    ),
    "too_many_columns": (
        _("The sheet has more than %(limit)s columns."),
        _("Delete the columns that do not belong to the list."),
    ),
    "too_many_sheets": (
        _("The workbook has more than %(limit)s sheets."),
        _("Save the sheet with the list alone, in a new workbook."),
    ),
    "cell_too_long": (
        _("A cell has more than %(limit)s characters."),
        _("Shorten the text, or hand it in as a file of its own."),
    ),
    "no_heading": (
        _("No row of headings was found. Known headings are: %(known)s."),
        _("Write the headings in one row above the list, or use the template."),
    ),
    "missing_column": (
        _("The column “%(heading)s” is missing."),
        _("Add it; these headings are understood: %(synonyms)s."),
    ),
    "unknown_column": (
        _("The heading “%(heading)s” is not known; its values are kept as remarks."),
        _("Nothing needs to be done, unless it is a heading in other words."),
    ),
    "duplicate_column": (
        _("The heading “%(heading)s” means the same as one before it; the first one counts."),
        _("Delete or rename one of the two columns."),
    ),
    "nameless_column": (
        _("Column %(letter)s has no heading; what stands in it (“%(heading)s”) is not taken over."),
        _("Write a heading above it, if it belongs to the list."),
    ),
    "other_sheets": (
        _("Other sheets hold such a list too and are not read: %(others)s."),
        _("Name the sheet to read beside the file; or copy all rows into one sheet."),
    ),
    "row_names_group": (
        _("This row is no person; the rows below it are taken as the group “%(group)s”."),
        _("Nothing needs to be done."),
    ),
    "no_data": (
        _("There are headings, but no rows below them."),
        _("Fill in the list and choose the file again."),
    ),
    "row_left_out": (
        _("This row is a total, a note or an example; it is left out."),
        _("Nothing needs to be done."),
    ),
    # The value
    "required": (_("This cell must not be empty."), _("Fill it in, or delete the row.")),
    "too_long": (
        _("The text has %(length)s characters; at most %(limit)s fit."),
        _("Shorten it."),
    ),
    "not_a_name": (
        _("This is not only a name."),
        _("Write the name alone and the rest as a remark; delete the row if it names nobody."),
    ),
    "not_all_names": (
        _("The list of names is cut short with “%(word)s”."),
        _("Write down every name, with 、 between them."),
    ),
    "not_a_date": (_("This is not a date."), _("Write it as 2022-07-01.")),
    "no_such_day": (_("There is no such day."), _("Check month and day; write it as 2022-07-01.")),
    "no_year": (_("The year is missing."), _("Write the date with its year, as 2022-07-01.")),
    "short_year": (
        _("The year has two digits only."),
        _("Write the year with four digits, as 1971-07."),
    ),
    "no_day": (_("The day is missing."), _("Write the whole date, as 2022-07-01.")),
    "month_or_ten": (
        _("Excel drops the last zero: this may be January or October."),
        _("Write %(january)s or %(october)s."),
    ),
    "day_or_month_first": (
        _("It is not clear which number is the day and which the month."),
        _("Write it as 2022-07-01."),
    ),
    "leap_bug": (
        _("Excel counts 29 February 1900, a day that never was."),
        _("Write the date as 2022-07-01."),
    ),
    "not_yes_or_no": (_("This is neither yes nor no."), _("Write 是 or 否, yes or no.")),
    "not_a_sex": (_("This is neither male nor female."), _("Write 男 or 女, male or female.")),
    "not_a_phone": (
        _("This is not a telephone number."),
        _("Write digits only, for example 13800000000 or 021-60000000."),
    ),
    "rounded_number": (
        _("Excel has rounded this long number; its last digits are lost."),
        _("Format the column as text and type the number again."),
    ),
    "not_a_number": (_("This is not a whole number."), _("Write digits only, for example 16.")),
    "not_a_time": (_("This is not a time of day."), _("Write it as 09:30.")),
    "not_a_kind": (
        _("This kind of unit is not known; it is taken as a department."),
        _("Write one of: %(known)s."),
    ),
    # Between rows
    "duplicate_number": (
        _("The number %(number)s stands already in row %(other)d."),
        _("Give each row its own number."),
    ),
    "duplicate_name": (
        _("“%(name)s” stands already in row %(other)d, and no number tells the two apart."),
        _("Give each of them a number, or delete one row."),
    ),
    "number_of_another": (
        _("This number belongs to “%(before)s” now; the row calls that person “%(name)s”."),
        _("If this is another person, end the mandate of “%(before)s” first, then import again."),
    ),
    "same_name_there": (
        _("A deputy of this name is there already, with the number “%(number)s”; this row is new."),
        _("If it is the same person, write that number."),
    ),
    "unknown_group": (
        _("There is no group “%(group)s”. The groups are: %(known)s."),
        _("Write one of them, or add the group first."),
    ),
    "dates_out_of_order": (
        _("%(later)s is before %(earlier)s."),
        _("Check the two dates."),
    ),
    "more_replied": (
        _("%(replied)d replied is more than the %(all)d suggestions."),
        _("Check the two numbers."),
    ),
}
