using System.Globalization;
using System.Text;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>Writes messages (RFC 3164, RFC 5424) as Docker does: the tag is the program's name, the process is the engine's.</summary>
internal sealed class SyslogMessage(SyslogSettings settings, int pid, TimeZoneInfo zone)
{
    private const int Error = 3, Informational = 6;

    /// <summary>Adds one message, without what separates it from the next.</summary>
    public void Write(Stream into, in LogLine line)
    {
        int priority = settings.Facility * 8 + (line.Stream == LogStreams.Stderr ? Error : Informational);
        into.Write(Encoding.UTF8.GetBytes(Head(priority, TimeZoneInfo.ConvertTime(line.Time, zone))));
        into.Write(line.Text.Span);
    }

    private string Head(int priority, DateTimeOffset time) => settings.Format switch
    {
        SyslogFormat.Rfc5424 => Modern(priority, time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)),
        SyslogFormat.Rfc5424Micro => Modern(priority, time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)),
        SyslogFormat.Rfc3164 => $"<{priority}>{Stamp(time)} {settings.Hostname} {settings.Tag}[{pid}]: ",
        _ => $"<{priority}>{Stamp(time)} {settings.Tag}[{pid}]: ",
    };

    private string Modern(int priority, string time) => $"<{priority}>1 {time} {settings.Hostname} {settings.Tag} {pid} {settings.Tag} - ";

    // Days below ten have a space before them.
    private static string Stamp(DateTimeOffset time) => time.ToString("MMM ", CultureInfo.InvariantCulture) + time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2) + time.ToString(" HH:mm:ss", CultureInfo.InvariantCulture);
}
