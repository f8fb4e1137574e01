using Xunit;

namespace Akka.TestKit.Xunit2.Attributes;

/// <summary>A test that XUNIT_SKIP_LOCAL_FACT=true leaves out.</summary>
public class LocalFactAttribute : FactAttribute
{
    private string? _skip;

    public override string? Skip
    {
        get => _skip ?? (LocalSkip.Asked("XUNIT_SKIP_LOCAL_FACT") ? SkipLocal ?? "Local facts are being skipped" : null);
        set => _skip = value;
    }

    public string? SkipLocal { get; set; }
}
