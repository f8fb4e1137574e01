using System.Globalization;

namespace Akka.Configuration.Hocon;

public partial class HoconValue
{
    /// <summary>The text without blanks at its ends; null when the value is no text, or the word <c>null</c>.</summary>
    public string GetString()
    {
        if (!IsString()) return null!;
        var text = string.Concat(Values.Select(element => element.GetString())).Trim();
        return text == "null" ? null! : text;
    }

    /// <exception cref="NotSupportedException">The value is not one of the words for true and false.</exception>
    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw new NotSupportedException($"Unknown boolean format: {other}"),
    };

    public byte GetByte() => byte.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public int GetInt() => int.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public long GetLong() => long.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public float GetFloat() => float.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public double GetDouble() => double.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    public decimal GetDecimal() => decimal.Parse(GetString(), NumberFormatInfo.InvariantInfo);

    /// <exception cref="FormatException">The unit is unknown, or the number is negative or no number.</exception>
    public TimeSpan GetTimeSpan(bool allowInfinite = true) => DurationUnits.Parse(GetString(), allowInfinite);

    /// <exception cref="FormatException">The unit is unknown, or the number is no whole number.</exception>
    public long? GetByteSize() => ByteSizeUnits.Parse(GetString());

    public IList<bool> GetBooleanList() => ListOf(item => item.GetBoolean());

    public IList<byte> GetByteList() => ListOf(item => item.GetByte());

    public IList<int> GetIntList() => ListOf(item => item.GetInt());

    public IList<long> GetLongList() => ListOf(item => item.GetLong());

    public IList<float> GetFloatList() => ListOf(item => item.GetFloat());

    public IList<double> GetDoubleList() => ListOf(item => item.GetDouble());

    public IList<decimal> GetDecimalList() => ListOf(item => item.GetDecimal());

    public IList<string> GetStringList() => ListOf(item => item.GetString());

    private List<T> ListOf<T>(Func<HoconValue, T> read) => GetArray().Select(read).ToList();
}
