using System.Globalization;

namespace ActorEngine.LogDrivers;

/// <summary>Facilities of syslog (RFC 5424 section 6.2.1).</summary>
internal static class SyslogFacility
{
    /// <summary>Their names, in the order of their numbers; 12 to 15 have none.</summary>
    private static readonly string[] Table =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "", "", "", "",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    public static IEnumerable<string> Names => Table.Where(name => name.Length > 0);

    /// <summary>A name or a number; daemon where it is empty.</summary>
    public static bool TryParse(string text, out int facility)
    {
        facility = Array.IndexOf(Table, text.Length == 0 ? "daemon" : text);
        return facility >= 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out facility) && facility < Table.Length);
    }
}
