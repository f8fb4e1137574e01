namespace ActorEngine.Oci;

/// <summary>Where a container's parts are on the host.</summary>
/// <param name="Bundle">Directory of <c>config.json</c>.</param>
/// <param name="Rootfs">Mount point of the root file system.</param>
/// <param name="Files">Directory of <c>hosts</c>, <c>hostname</c> and <c>resolv.conf</c>, which outlives a run.</param>
public sealed record BundlePaths(string Bundle, string Rootfs, string Files)
{
    public string Config => Path.Combine(Bundle, "config.json");
    public string Hosts => Path.Combine(Files, "hosts");
    public string Hostname => Path.Combine(Files, "hostname");
    public string ResolvConf => Path.Combine(Files, "resolv.conf");
}
