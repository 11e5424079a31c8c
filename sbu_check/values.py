"""Frozen classes (`value`) and named tuples (`NamedTuple`) that are quick to define.

`value` behaves as `dataclass(frozen=True, slots=True)`, and type checkers treat it as one. `dataclasses` compiles six
methods for each class; here only `__init__` is compiled, when the first value is made, and the other methods are
shared. `typing.NamedTuple` checks the annotation of each field; here annotations are not evaluated.

A start loads about 190 of these classes. `sbu-check check` of one cable takes 296 ms of processor time; with
`dataclasses` and `typing.NamedTuple` it takes 360 ms, with `typing.NamedTuple` alone 313 ms (least of 16 runs, CPython
3.11). The speed of checking is the same. A mutable class is a plain `dataclass(slots=True)`.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - what other modules import
else:

    class _Named(type):
        """Make a class of the annotated fields of a body, as `typing.NamedTuple` does."""

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
        """The same as `typing.NamedTuple`."""


_Class = TypeVar("_Class", bound=type)
_Object = TypeVar("_Object")


class _Field:
    """The arguments of `field()` for one field."""

    __slots__ = ("compare", "factory")

    def __init__(self, factory: Any, compare: bool) -> None:
        self.factory = factory
        self.compare = compare


def field(*, default_factory: Any, compare: bool = True) -> Any:
    """Return a field with a new default for each value; without `compare` it is not part of equality and hash."""
    return _Field(default_factory, compare)


@overload
def value(cls: _Class, /) -> _Class: ...


@overload
def value(*, eq: bool = True, slots: bool = True) -> Callable[[_Class], _Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: Any = None, /, *, eq: bool = True, slots: bool = True) -> Any:
    """Make a frozen class of the annotated fields of `cls` and of its base value classes.

    Without `eq` a value is equal only to itself; without `slots` it can hold cached properties. The methods of the
    class are kept.
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
    """Return a copy of a value or named tuple with some fields changed."""
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
    """Return an `__init__` that compiles the real one at its first call and is replaced by it."""

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
