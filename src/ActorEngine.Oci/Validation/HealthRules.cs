using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What is refused of a health check that a container is given.</summary>
internal static class HealthRules
{
    private const long Least = 1_000_000;

    public static void Check(HealthcheckSettings? check)
    {
        if (check is null) return;
        CheckTest(check.Test);
        CheckTime(check.Interval, "interval", "--health-interval");
        CheckTime(check.Timeout, "timeout", "--health-timeout");
        CheckTime(check.StartPeriod, "startPeriod", "--health-start-period");
        CheckTime(check.StartInterval, "startInterval", "--health-start-interval");
        if (check.Retries < 0) throw SettingsException.Invalid("healthcheck.retries", "Retries of a health check (--health-retries) cannot be negative; 0 is the default.");
    }

    private static void CheckTest(IReadOnlyList<string> test)
    {
        foreach (string text in test)
        {
            if (text.Contains('\0')) throw SettingsException.Invalid("healthcheck.test", "The test of a health check holds a NUL character, which no program can be given.");
        }

        bool good = test switch
        {
            [] or ["NONE"] => true,
            ["CMD", { Length: > 0 }, ..] => true,
            ["CMD-SHELL", { Length: > 0 }] => true,
            ["TCP", var port] => IsPort(port),
            ["HTTP", var target] => IsTarget(target),
            _ => false,
        };
        if (!good)
            throw SettingsException.Invalid("healthcheck.test", $"'{string.Join(' ', test)}' is no test of a health check: NONE, CMD with a program, CMD-SHELL with a command line, HTTP with [PORT][/PATH], or TCP with a port.");
    }

    private static bool IsTarget(string target)
    {
        int slash = target.IndexOf('/');
        string port = slash < 0 ? target : target[..slash];
        bool good = port.Length == 0 || IsPort(port);
        foreach (char c in target) good &= c is > ' ' and not (char)127;
        return good;
    }

    private static bool IsPort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0;

    private static void CheckTime(long nanoseconds, string field, string flag)
    {
        if (nanoseconds is < 0 or (> 0 and < Least))
            throw SettingsException.Invalid($"healthcheck.{field}", $"The {field} of a health check ({flag}) cannot be less than a millisecond; 0 is the default.");
    }
}
