using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Akka.Serialization.Json;

/// <summary>Sets properties whose setter is not public as well.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program that keeps this serializer keeps the types that it writes.")]
[UnconditionalSuppressMessage("Trimming", "IL2109", Justification = "As above.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
internal sealed class PrivateSetters : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        property.Writable |= member is PropertyInfo info && info.GetSetMethod(nonPublic: true) is not null;
        return property;
    }
}
