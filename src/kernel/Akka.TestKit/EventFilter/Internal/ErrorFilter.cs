using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Errors, with a cause of a type perhaps. The pattern may match the error's message or its cause's.</summary>
public class ErrorFilter : EventFilterBase
{
    private readonly Type? _exceptionType;
    private readonly bool _recurseInnerExceptions;

    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : this(null, messageMatcher, sourceMatcher)
    {
    }

    public ErrorFilter(Type? exceptionType, IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null, bool recurseInnerExceptions = false)
        : base(messageMatcher, sourceMatcher)
    {
        _exceptionType = exceptionType;
        _recurseInnerExceptions = recurseInnerExceptions;
    }

    protected override string FilterDescriptiveName => _exceptionType is null ? "Error" : $"Error with Cause <{_exceptionType}>";

    protected override bool IsMatch(LogEvent evt) => evt is Error && IsMatch(evt.LogSource, evt.Message, evt.Cause);

    private bool IsMatch(string source, object message, Exception? cause)
    {
        if (cause is null)
            return _exceptionType is null && InternalDoMatch(source, message);
        if (_exceptionType is not null && !_exceptionType.IsInstanceOfType(cause))
            return _recurseInnerExceptions && IsMatch(source, message, cause.InnerException);
        return InternalDoMatch(source, message)
            || InternalDoMatch(source, cause.Message)
            || (_recurseInnerExceptions && cause.InnerException is not null && IsMatch(source, message, cause.InnerException));
    }
}
