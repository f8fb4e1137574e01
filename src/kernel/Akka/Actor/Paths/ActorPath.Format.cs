using System.Globalization;
using System.Text;

namespace Akka.Actor;

public abstract partial class ActorPath
{
    /// <summary>The elements joined with slashes, without a leading one.</summary>
    public static string FormatPathElements(IEnumerable<string> pathElements) => string.Join("/", pathElements);

    public override string ToString() => ToStringWithAddress();

    public string ToStringWithoutAddress() => Join("");

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>The path under another address, unless the path's own address already names a host.</summary>
    public string ToStringWithAddress(Address address) =>
        Join((Address.Host is not null && Address.Port.HasValue ? Address : address).ToString());

    public string ToStringWithUid() => AppendUid(ToStringWithAddress());

    /// <summary>The text that a serializer writes: address, path and uid.</summary>
    public string ToSerializationFormat() => AppendUid(ToStringWithAddress());

    /// <summary>As <see cref="ToSerializationFormat"/>, with the address by which the receiver knows this system.</summary>
    public string ToSerializationFormatWithAddress(Address address) => AppendUid(ToStringWithAddress(address));

    private string AppendUid(string text) =>
        Uid == ActorCell.UndefinedUid ? text : string.Concat(text, "#", Uid.ToString(CultureInfo.InvariantCulture));

    private string Join(string prefix)
    {
        if (_parent is null)
            return prefix + "/" + Name;
        var length = prefix.Length;
        for (var path = this; path._parent is not null; path = path._parent)
            length += path.Name.Length + 1;
        return string.Create(length, (prefix, path: this), static (span, state) =>
        {
            state.prefix.CopyTo(span);
            var end = span.Length;
            for (var path = state.path; path._parent is not null; path = path._parent)
            {
                end -= path.Name.Length;
                path.Name.CopyTo(span[end..]);
                span[--end] = '/';
            }
        });
    }
}
