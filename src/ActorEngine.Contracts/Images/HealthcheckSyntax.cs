using System.Globalization;

namespace ActorEngine.Contracts;

/// <summary>What follows HEALTHCHECK in a Dockerfile: options, then NONE or CMD and a command.</summary>
public static class HealthcheckSyntax
{
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static HealthcheckSettings Parse(string text)
    {
        var check = new HealthcheckSettings();
        while (text.StartsWith("--", StringComparison.Ordinal))
        {
            int space = text.IndexOf(' ');
            if (space < 0) throw new FormatException($"'{text}': CMD and a command, or NONE, must follow.");
            check = With(check, text[..space]);
            text = text[space..].TrimStart();
        }

        if (text.Equals("NONE", StringComparison.OrdinalIgnoreCase)) return check with { Test = ["NONE"] };
        if (!text.StartsWith("CMD", StringComparison.OrdinalIgnoreCase) || text.Length < 5 || text[3] is not (' ' or '\t'))
            throw new FormatException($"'{text}' is neither NONE nor CMD and a command.");
        string command = text[4..].Trim();
        return check with { Test = command.StartsWith('[') ? ["CMD", .. ImageChange.JsonList(command)] : ["CMD-SHELL", command] };
    }

    /// <summary>A check laid over another, field by field, as Docker does; null where there is none, or it is switched off.</summary>
    public static HealthcheckSettings? Merge(HealthcheckSettings? over, HealthcheckSettings? below)
    {
        HealthcheckSettings? merged = over is null || below is null ? over ?? below : new HealthcheckSettings
        {
            Test = over.Test.Count > 0 ? over.Test : below.Test,
            Interval = over.Interval != 0 ? over.Interval : below.Interval,
            Timeout = over.Timeout != 0 ? over.Timeout : below.Timeout,
            StartPeriod = over.StartPeriod != 0 ? over.StartPeriod : below.StartPeriod,
            StartInterval = over.StartInterval != 0 ? over.StartInterval : below.StartInterval,
            Retries = over.Retries != 0 ? over.Retries : below.Retries,
        };
        return merged is { Test: { Count: > 0 } test } && !test[0].Equals("NONE", StringComparison.OrdinalIgnoreCase) ? merged : null;
    }

    /// <summary>A duration as Go writes it, in nanoseconds.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static long Duration(string text)
    {
        decimal sum = 0;
        int at = 0;
        while (at < text.Length)
        {
            int digits = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            int unit = at;
            while (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == 'µ')) at++;
            decimal scale = text[unit..at] switch { "ns" => 1, "us" or "µs" => 1e3m, "ms" => 1e6m, "s" => 1e9m, "m" => 60e9m, "h" => 3600e9m, _ => 0 };
            if (scale == 0 || !decimal.TryParse(text[digits..unit], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count) || count > 1e6m)
                throw new FormatException($"'{text}' is not a duration; write one such as 30s or 1m30s.");
            sum += count * scale;
        }

        return text.Length > 0 ? (long)sum : throw new FormatException("A duration is missing; write one such as 30s.");
    }

    private static HealthcheckSettings With(HealthcheckSettings check, string option)
    {
        int equals = option.IndexOf('=');
        string name = equals < 0 ? option : option[..equals], value = equals < 0 ? "" : option[(equals + 1)..];
        return name switch
        {
            "--interval" => check with { Interval = Duration(value) },
            "--timeout" => check with { Timeout = Duration(value) },
            "--start-period" => check with { StartPeriod = Duration(value) },
            "--start-interval" => check with { StartInterval = Duration(value) },
            "--retries" => check with { Retries = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : throw new FormatException($"'{value}' is not a number of retries.") },
            _ => throw new FormatException($"'{name}' is not one of --interval, --timeout, --start-period, --start-interval, --retries."),
        };
    }
}
