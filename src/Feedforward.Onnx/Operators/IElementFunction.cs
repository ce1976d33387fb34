namespace Feedforward.Onnx.Operators;

/// <summary>A function of one number, with settings, written over any number type as the core's activations are.</summary>
internal interface IElementFunction
{
    /// <summary>The value at a.</summary>
    T Value<T>(T a)
        where T : struct, IReal<T>;
}
