"""Frozen classes of values, and named tuples, made in a part of the time that the standard library takes.

A program with two hundred such classes must start in a tenth of a second. `dataclasses` compiles six methods for each:
here one is, `__init__`, when the first value is made, and the others are shared. The behaviour is that of
`dataclass(frozen=True, slots=True)`, as far as it goes, and type checkers see it so. `typing.NamedTuple` compiles the
annotation of each field: here annotations are left as they are.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - what other modules import
else:

    class _Named(type):
        """Makes a class of the annotated fields of a body, as `typing.NamedTuple` does."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body["__annotations__"]
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            for key, it in body.items():
                if key != "__module__":
                    setattr(made, key, it)
            return made

    class NamedTuple(metaclass=_Named):
        """As `typing.NamedTuple`."""


_Class = TypeVar("_Class", bound=type)
_Object = TypeVar("_Object")


class _Field:
    """What `field()` says of one field."""

    __slots__ = ("compare", "factory")

    def __init__(self, factory: Any, compare: bool) -> None:
        self.factory = factory
        self.compare = compare


def field(*, default_factory: Any, compare: bool = True) -> Any:
    """A field whose default is made anew for each value; with `compare` off it counts neither for equality nor hash."""
    return _Field(default_factory, compare)


@overload
def value(cls: _Class, /) -> _Class: ...


@overload
def value(*, eq: bool = True, slots: bool = True) -> Callable[[_Class], _Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: Any = None, /, *, eq: bool = True, slots: bool = True) -> Any:
    """Make a frozen class of the annotated fields of `cls` and of the value classes that it derives from.

    Without `eq` a value is equal to itself only; without `slots` it has room for what `cached_property` keeps. Methods
    that the class has are left alone.
    """
    return _made(cls, eq, slots) if cls else lambda cls: _made(cls, eq, slots)


def _made(cls: type, eq: bool, slots: bool) -> type:
    own = [name for name in cls.__annotations__ if name not in _fields(cls)]
    names = (*_fields(cls), *own)
    defaults = {
        **getattr(cls, "_defaults", {}),
        **{name: vars(cls)[name] for name in own if name in vars(cls)},
    }
    uncompared = {
        name for name, default in defaults.items() if isinstance(default, _Field) and not default.compare
    }
    shared: dict[str, Any] = {
        "__match_args__": names,
        "_defaults": defaults,
        "_compared": tuple(name for name in names if name not in uncompared),
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__repr__": _repr,
        "__reduce__": _reduce,
    }
    if eq:
        shared |= {"__eq__": _eq, "__hash__": _hash}
    if slots:
        shared["__slots__"] = tuple(own)
    body = {name: it for name, it in vars(cls).items() if name not in {*own, "__dict__", "__weakref__"}}
    made = type(cls)(cls.__name__, cls.__bases__, {**shared, **body})
    if "__init__" not in body:
        made.__init__ = _first(made, names, defaults)  # type: ignore[misc]  # each class gets its own
    return made


def replace(one: _Object, **changes: Any) -> _Object:
    """The same value with some fields changed."""
    for name in _fields(type(one)):
        changes.setdefault(name, getattr(one, name))
    return type(one)(**changes)


def fields_of(one: object) -> tuple[str, ...]:
    """Return the names of the fields of a value."""
    return _fields(type(one))


def _fields(cls: type) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(cls, "__match_args__", ())
    return names


def _first(cls: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """What initialises the first value: it makes what initialises the others, which takes its place."""

    def first(self: object, *given: Any, **named: Any) -> None:
        made = _initialiser(cls, names, defaults)
        cls.__init__ = made  # type: ignore[misc]
        made(self, *given, **named)

    return first


def _initialiser(cls: type, names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    scope: dict[str, Any] = {"_put": object.__setattr__, "_missing": _Field}
    parameters, lines = [], ["    pass"]
    for name in names:
        default = defaults.get(name, _Field)
        if isinstance(default, _Field):
            scope[f"_new_{name}"] = default.factory
            lines.append(f"    if {name} is _missing: {name} = _new_{name}()")
            default = _Field
            parameters.append(f"{name}=_missing")
        elif name in defaults:
            scope[f"_is_{name}"] = default
            parameters.append(f"{name}=_is_{name}")
        else:
            parameters.append(name)
        lines.append(f"    _put(self, {name!r}, {name})")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines), scope)  # noqa: S102 - names are ours
    made = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} is a value: its {name} cannot be changed")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self._compared])


def _repr(self: object) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _fields(type(self)))
    return f"{type(self).__qualname__}({shown})"


def _eq(self: object, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _reduce(self: object) -> tuple[type, tuple[Any, ...]]:
    return type(self), tuple([getattr(self, name) for name in _fields(type(self))])
