using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>How messages look.</summary>
internal enum SyslogFormat
{
    /// <summary>As programs of this host write them: without a host name.</summary>
    Local,
    Rfc3164,
    Rfc5424,
    Rfc5424Micro,
}

/// <summary>The syslog driver's options, read.</summary>
internal sealed record SyslogSettings
{
    public required SyslogAddress Address { get; init; }
    public SyslogFormat Format { get; init; }
    public int Facility { get; init; } = 3;
    public required string Tag { get; init; }
    public required string Hostname { get; init; }
    public TlsFiles Tls { get; init; } = new();

    public static SyslogSettings Of(ContainerView view, LogPlan plan, LogDefaults defaults)
    {
        var options = plan.Options;
        SyslogAddress address = options.TryGetValue("syslog-address", out string? text) && SyslogAddress.TryParse(text, out var given)
            ? given
            : new SyslogAddress(SyslogTransport.UnixDatagram, defaults.SyslogSocket, 0);
        SyslogFacility.TryParse(options.GetValueOrDefault("syslog-facility", ""), out int facility);
        return new SyslogSettings
        {
            Address = address,
            Facility = facility,
            Format = options.GetValueOrDefault("syslog-format") switch
            {
                "rfc3164" => SyslogFormat.Rfc3164,
                "rfc5424" => SyslogFormat.Rfc5424,
                "rfc5424micro" => SyslogFormat.Rfc5424Micro,
                _ => SyslogFormat.Local,
            },
            Tag = TagTemplate.Render(options.GetValueOrDefault("tag", "{{.ID}}"), view),
            Hostname = Environment.MachineName,
            Tls = new TlsFiles
            {
                Authorities = options.GetValueOrDefault("syslog-tls-ca-cert", ""),
                Certificate = options.GetValueOrDefault("syslog-tls-cert", ""),
                Key = options.GetValueOrDefault("syslog-tls-key", ""),
                // As with Docker the option's presence is enough, unless it says false.
                Unchecked = options.TryGetValue("syslog-tls-skip-verify", out string? skip) && (skip.Length == 0 || LogOptionTable.IsTrue(skip)),
            },
        };
    }
}
