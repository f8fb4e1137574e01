using System.Buffers.Binary;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>The fields that all entries of a container have, in the form of journald's native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL).</summary>
internal static class JournaldFields
{
    /// <summary>Docker's fields, and one for each label and variable that the options name.</summary>
    public static byte[] Of(ContainerView view, LogPlan plan)
    {
        string tag = TagTemplate.Render(plan.Options.GetValueOrDefault("tag", "{{.ID}}"), view);
        using var fields = new MemoryStream();
        Add(fields, "CONTAINER_ID", view.Id.Short);
        Add(fields, "CONTAINER_ID_FULL", view.Id.Value);
        Add(fields, "CONTAINER_NAME", view.Summary.Name);
        Add(fields, "CONTAINER_TAG", tag);
        Add(fields, "IMAGE_NAME", view.Summary.Image);
        Add(fields, "SYSLOG_IDENTIFIER", tag);
        foreach (var (name, value) in LogAttributes.Named(view, plan.Options))
            if (Sanitized(name) is { Length: > 0 } field) Add(fields, field, value);
        return fields.ToArray();
    }

    /// <summary>A name that journald takes: capital letters, digits and underscores, none of these first.</summary>
    public static string Sanitized(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) ? c : '_')).TrimStart('_');

    public static void Add(Stream fields, string name, string value) => Add(fields, name, Encoding.UTF8.GetBytes(value));

    /// <summary>NAME=value, or with its length before it where the value has line ends.</summary>
    public static void Add(Stream fields, string name, ReadOnlySpan<byte> value)
    {
        fields.Write(Encoding.ASCII.GetBytes(name));
        if (value.Contains((byte)'\n'))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, value.Length);
            fields.WriteByte((byte)'\n');
            fields.Write(length);
        }
        else
        {
            fields.WriteByte((byte)'=');
        }

        fields.Write(value);
        fields.WriteByte((byte)'\n');
    }
}
