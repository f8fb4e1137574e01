using Akka.Configuration;

namespace ActorEngine.Daemon;

/// <summary>Takes typed values out of the configuration and collects what is wrong, by the setting's name.</summary>
internal sealed class SettingsReader(Config config)
{
    private readonly List<string> errors = [];

    /// <summary>One sentence for each wrong setting.</summary>
    public IReadOnlyList<string> Errors => errors;

    public string Text(string path) => config.GetString(Full(path)) ?? "";

    public string? TextOrNull(string path) => Text(path) is { Length: > 0 } text ? text : null;

    public string Choice(string path, params string[] allowed)
    {
        string text = Text(path);
        if (!allowed.Contains(text)) Complain(path, text, "one of " + string.Join(", ", allowed.Select(word => word.Length == 0 ? "\"\"" : word)));
        return text;
    }

    public bool Flag(string path) => Read(path, "on or off", config.GetBoolean, false);

    public int Number(string path, int least, int most) =>
        InRange(path, Read(path, $"a whole number from {least} to {most}", p => config.GetInt(p), least), least, most, value => value.ToString());

    public long Count(string path, long least, long most) =>
        InRange(path, Read(path, $"a whole number from {least} to {most}", p => config.GetLong(p), least), least, most, value => value.ToString());

    public long Bytes(string path, long least) =>
        InRange(path, Read(path, "a size such as 16MiB", p => config.GetByteSize(p) ?? 0, least), least, long.MaxValue, value => $"{value} bytes");

    public TimeSpan Duration(string path, TimeSpan least, TimeSpan most) =>
        InRange(path, Read(path, "a duration such as 10s", p => config.GetTimeSpan(p, null, false), least), least, most, value => value.ToString("c"));

    public void Complain(string path, string value, string wanted) =>
        errors.Add($"{Full(path)} is '{value}'; it must be {wanted}.");

    private static string Full(string path) => $"{ConfigurationFiles.Section}.{path}";

    private T Read<T>(string path, string wanted, Func<string, T> read, T fallback)
    {
        try
        {
            return read(Full(path));
        }
        catch (Exception error) when (error is FormatException or OverflowException or ConfigurationException or InvalidCastException or ArgumentException)
        {
            Complain(path, Text(path), wanted);
            return fallback;
        }
    }

    private T Read<T>(string path, string wanted, Func<string, T, T> read, T fallback) => Read(path, wanted, p => read(p, fallback), fallback);

    private T InRange<T>(string path, T value, T least, T most, Func<T, string> show) where T : IComparable<T>
    {
        if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0) return value;
        Complain(path, show(value), most.Equals(long.MaxValue) ? $"at least {show(least)}" : $"from {show(least)} to {show(most)}");
        return least;
    }
}
