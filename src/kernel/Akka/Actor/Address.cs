using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor system lives: <c>akka://system</c> inside a process, <c>akka.tcp://system@host:port</c> from outside.</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ISurrogated, ICloneable
{
    /// <summary>Matches every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>Orders by protocol, system, host and port.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(Compare);

    private string? _text;

    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant()!;
        Port = port;
    }

    public string Host { get; }

    public int? Port { get; }

    public string System { get; }

    public string Protocol { get; }

    /// <summary>The address names no host: it is meaningful inside the process only.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>The address names a host, so that other processes can use it.</summary>
    public bool HasGlobalScope => !HasLocalScope;

    /// <summary>The part after the protocol: <c>system@host:port</c>.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public object Clone() => new Address(Protocol, System, Host, Port);

    public bool Equals(Address? other) => other is not null && (ReferenceEquals(this, other)
        || (Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol));

    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Host, Port, System, Protocol);

    public int CompareTo(Address? other) => Compare(this, other);

    int IComparable.CompareTo(object? obj) => obj is Address other
        ? Compare(this, other)
        : throw new ArgumentException("Cannot compare with something that is not an address.", nameof(obj));

    public override string ToString() => _text ??= Format();

    public ISurrogate ToSurrogate(ActorSystem system) =>
        new AddressSurrogate { Host = Host, Port = Port, System = System, Protocol = Protocol };

    /// <summary>Reads an address; what follows the authority is ignored.</summary>
    /// <exception cref="UriFormatException">The text is not an actor address.</exception>
    public static Address Parse(string address) => TryParse(address, out Address? result)
        ? result
        : throw new UriFormatException($"Can not parse an Address: {address}");

    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address) =>
        TryParse(path.AsSpan(), out address, out _);

    public static bool TryParse(string path, [NotNullWhen(true)] out Address? address, out string absolutUri)
    {
        var parsed = TryParse(path.AsSpan(), out address, out var rest);
        absolutUri = rest.ToString();
        return parsed;
    }

    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address) =>
        TryParse(span, out address, out _);

    /// <summary>Reads an address and gives back the path that follows it, at least <c>/</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> span, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        absolutUri = default;
        var colon = span.IndexOf("://");
        if (colon < 4 || !span.StartsWith("akka", StringComparison.OrdinalIgnoreCase) || !IsProtocol(span[..colon]))
            return false;
        var protocol = span[..colon].ToString().ToLowerInvariant();
        var rest = span[(colon + 3)..];
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        absolutUri = slash < 0 ? "/" : rest[slash..];
        var at = authority.IndexOf('@');
        if (at < 0)
        {
            if (authority.IsEmpty)
                return false;
            address = new Address(protocol, authority.ToString());
            return true;
        }

        if (at == 0 || !TryParseHost(authority[(at + 1)..], out var host, out var port))
            return false;
        address = new Address(protocol, authority[..at].ToString(), host, port);
        return true;
    }

    public static bool operator ==(Address? left, Address? right) => Equals(left, right);

    public static bool operator !=(Address? left, Address? right) => !Equals(left, right);

    private static bool IsProtocol(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '+' or '-'))
                return false;
        }

        return char.IsAsciiLetter(text[0]);
    }

    private static bool TryParseHost(ReadOnlySpan<char> text, out string? host, out int? port)
    {
        host = null;
        port = null;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || text[colon - 1] == ':')
            return false;
        if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > ushort.MaxValue)
            return false;
        host = text[..colon].ToString();
        port = number;
        return true;
    }

    private static int Compare(Address? a, Address? b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        if (a is null || b is null)
            return a is null ? -1 : 1;
        var result = string.CompareOrdinal(a.Protocol, b.Protocol);
        if (result == 0)
            result = string.CompareOrdinal(a.System, b.System);
        if (result == 0)
            result = string.CompareOrdinal(a.Host ?? "", b.Host ?? "");
        return result != 0 ? result : (a.Port ?? 0).CompareTo(b.Port ?? 0);
    }

    private string Format()
    {
        var text = $"{Protocol}://{System}";
        if (!string.IsNullOrWhiteSpace(Host))
            text += "@" + Host;
        return Port.HasValue ? $"{text}:{Port.Value.ToString(CultureInfo.InvariantCulture)}" : text;
    }

    /// <summary>The address as plain fields.</summary>
    public sealed class AddressSurrogate : ISurrogate
    {
        public string Protocol { get; set; } = "";

        public string System { get; set; } = "";

        public string? Host { get; set; }

        public int? Port { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }
}
