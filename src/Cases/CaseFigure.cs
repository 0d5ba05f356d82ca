using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Cases;

/// <summary>A figure of a result, in the teller's own writing: <c>37.50 บาทต่อหัว</c>. Text, not a number: «ราว 50» is a figure too.</summary>
public sealed class CaseFigure
{
    /// <summary>The most figures of one story.</summary>
    public const int Most = 24;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The story.</summary>
    public long Number { get; private set; }
    /// <summary>Place in the row, from 1.</summary>
    public int Position { get; init; }
    /// <summary>What is counted.</summary>
    public string Label { get; init; } = "";
    /// <summary>How much, as typed.</summary>
    public string Value { get; init; } = "";
    /// <summary>Of what; may be empty.</summary>
    public string Unit { get; init; } = "";
    /// <summary>The <see cref="CaseSource.Position"/> it comes from; null when none is named.</summary>
    public int? Source { get; init; }

    /// <summary>The figure as a typed row.</summary>
    public FigureSaid Typed => new() { Label = Label, Value = Value, Unit = Unit, Source = Source - 1 };

    /// <summary>The figures of typed rows; rows with nothing in them are left out.</summary>
    /// <param name="positions">Where each typed source row stands among the sources; see <see cref="CaseSource.Read"/>.</param>
    /// <exception cref="Refused">422: a row without label or value, too long, or with a source that is not there.</exception>
    public static List<CaseFigure> Read(IReadOnlyList<FigureSaid> rows, IReadOnlyDictionary<int, int> positions)
    {
        var figures = new List<CaseFigure>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (label, value, unit) = (CaseSaid.OneLine(rows[i].Label), CaseSaid.OneLine(rows[i].Value), CaseSaid.OneLine(rows[i].Unit));
            if (label.Length + value.Length + unit.Length == 0)
                continue;
            if (value.Length == 0)
                throw new Refused(422, "มีตัวเลขที่ยังไม่ได้ใส่ค่า ใส่ค่า หรือลบทั้งแถว", $"Figures[{i}].Value");
            if (label.Length == 0)
                throw new Refused(422, "มีตัวเลขที่ยังไม่ได้บอกว่าเป็นตัวเลขของอะไร", $"Figures[{i}].Label");
            if (label.Length > 160 || value.Length > 40 || unit.Length > 60)
                throw new Refused(422, "แถวตัวเลขยาวเกินไป ตัวเลขไม่เกิน 40 ตัวอักษร คำอธิบายไม่เกิน 160", $"Figures[{i}].Label");
            if (rows[i].Source is { } row && !positions.ContainsKey(row))
                throw new Refused(422, "ตัวเลขนี้อ้างที่มาที่ยังว่างอยู่ ใส่ที่มา หรือเลือกว่าไม่บอก", $"Figures[{i}].Source");
            figures.Add(new() { Position = figures.Count + 1, Label = label, Value = value, Unit = unit, Source = rows[i].Source is { } at ? positions[at] : null });
        }
        return figures.Count <= Most ? figures : throw new Refused(422, "ตัวเลขเกิน 24 แถว เลือกตัวที่สำคัญที่สุด", $"Figures[{Most}].Label");
    }
}
